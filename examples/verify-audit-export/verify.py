#!/usr/bin/env python3
"""Verifies an export of the audit log: verify.py EXPORT KEY. Needs openssl, and nothing of Credstream."""
import base64, hashlib, json, os, subprocess, sys, tempfile


def fail(words):
    sys.exit("NOT VERIFIED: " + words)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def open_note(note, key):
    name, key_id, encoded = key.split("+", 2)
    der = bytes.fromhex("302a300506032b6570032100") + base64.b64decode(encoded)[1:]
    text, _, signatures = note.rpartition("\n\n")
    for line in signatures.splitlines():
        _, signer, signature = line.split(" ")
        raw = base64.b64decode(signature)
        if signer != name or raw[:4].hex() != key_id:
            continue
        with tempfile.TemporaryDirectory() as folder:
            files = [os.path.join(folder, part) for part in ("key", "text", "signature")]
            for path, content in zip(files, (der, (text + "\n").encode(), raw[4:])):
                with open(path, "wb") as file:
                    file.write(content)
            command = "openssl pkeyutl -verify -pubin -keyform DER -rawin -inkey {} -in {} -sigfile {}"
            if subprocess.run(command.format(*files).split(), capture_output=True).returncode == 0:
                return text.split("\n")
    fail("a note is not signed by the key")


def root_of(leaf, index, size, path):
    if size == 1:
        return leaf if not path else None
    half = 1 << ((size - 1).bit_length() - 1)
    if not path:
        return None
    if index < half:
        below, order = root_of(leaf, index, half, path[:-1]), 1
    else:
        below, order = root_of(leaf, index - half, size - half, path[:-1]), -1
    return below and sha256(b"\1", *[below, path[-1]][::order])


export, key = sys.argv[1], open(sys.argv[2], encoding="utf-8").read().strip()
trailer, count = {}, -1
for line in open(export, "rb"):
    last, count = line, count + 1
trailer = json.loads(last).get("trailer") or fail("the export was cut")
origin, size, root = open_note(trailer["checkpoint"], key)[:3]
size, root, chain, number = int(size), base64.b64decode(root), bytes(32), 0
for line in open(export, "rb"):
    number += 1
    if number > count:
        break
    proof = json.loads(line)["proof"]
    path = [base64.b64decode(part) for part in proof["path"]]
    if root_of(sha256(b"\0", proof["entry"].encode()), proof["index"], size, path) != root:
        fail(f"line {number} is not in the log")
    chain = sha256(chain, line)
seal = open_note(trailer["seal"], key)
if seal[:2] != [origin, "credstream audit export v1"] or seal[3:6] != [str(count), base64.b64encode(chain).decode(), str(size)]:
    fail("lines were added, removed or changed")
print(f"Verified: {count} entries of {size} that {origin} has signed")
