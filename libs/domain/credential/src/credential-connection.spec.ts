import { DomainError } from '@credstream/domain-kernel';
import { describe, expect, it } from '@jest/globals';
import { changedConnection } from './credential-connection.js';

const certificate = `-----BEGIN CERTIFICATE-----
MIIBmDCCAT+gAwIBAgIUAhGoo0LKDvqFv2YT6QNIRYtahxwwCgYIKoZIzj0EAwIw
ITENMAsGA1UECgwEQ29ycDEQMA4GA1UEAwwHQ29ycCBDQTAgFw0yNjExMzAxMDI5
NTNaGA8yMTI2MTEwNjEwMjk1M1owITENMAsGA1UECgwEQ29ycDEQMA4GA1UEAwwH
Q29ycCBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPE55Cz+FnF2DnMPbHsz
QhukJPZ10zrm6s+4/F9F4ZUyNKViG2hZYGGRhD72oKXPSNYnJHtkVq2oOhVQpaDJ
rfqjUzBRMB0GA1UdDgQWBBRHGVYzYGrvDy/hz4B9bJTlmjXD2zAfBgNVHSMEGDAW
gBRHGVYzYGrvDy/hz4B9bJTlmjXD2zAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49
BAMCA0cAMEQCIDpSS5UK33/pxPlZGblx/4FJbdw76qk+BMKBNqEaHBFDAiBRTVk9
VZgbfOjVsISdFa86SGziJSOZZm0vnGMqi9BRmg==
-----END CERTIFICATE-----`;
const proxy = 'http://ci@proxy.example:3128';

describe('the connection of a credential', () => {
  it('keeps what is not mentioned, and loses what is emptied', () => {
    const before = { caBundle: certificate, proxy };
    expect(changedConnection(before, {})).toEqual(before);
    expect(changedConnection(before, { proxy: '' })).toEqual({ caBundle: certificate });
    expect(changedConnection({}, { tokenHost: 'Auth.Example:8443', tokenHostFor: 'r.example' })).toEqual({
      tokenHost: 'auth.example:8443',
      tokenHostFor: 'r.example',
    });
  });

  it('takes several certificates, and words around them', () => {
    const bundle = `Corp root\n${certificate}\n${certificate}`;
    expect(changedConnection({}, { caBundle: bundle })).toEqual({ caBundle: bundle });
  });

  it.each([
    ['caBundle', 'nothing of that kind'],
    ['caBundle', '-----BEGIN CERTIFICATE-----\nbm9uc2Vuc2U=\n-----END CERTIFICATE-----'],
    ['caBundle', `${certificate}\n${'x'.repeat(32_768)}`],
    ['caBundle', `${certificate}\n-----BEGIN PRIVATE KEY-----`],
    ['clientCertificate', `${certificate}\n-----BEGIN EC PRIVATE KEY-----`],
    ['clientCertificate', 'Ключ 🔑'],
    ['proxy', 'socks5://proxy:1080'],
    ['proxy', 'https://proxy:3128'],
    ['proxy', 'http://ci:password@proxy:3128'],
    ['proxy', 'http://proxy:3128/path'],
    ['proxy', 'proxy:3128'],
    ['tokenHost', 'https://auth.example'],
    ['tokenHost', 'auth.example/token'],
    ['tokenHost', 'user@auth.example'],
    ['tokenHost', 'прокси'],
  ])('does not take as %s: %j', (name, text) => {
    const change = () => changedConnection({}, { [name]: text });
    expect(change).toThrow(DomainError);
    expect(change).toThrow(expect.objectContaining({ code: 'credential.connection_invalid' }));
  });
});
