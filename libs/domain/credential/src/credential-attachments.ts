/** What can use a credential. */
export const attachmentKinds = [
  'helm-registry',
  'oci-registry',
  'git-repository',
  'data-source',
  'workload',
  'template',
  'environment',
] as const;
export type AttachmentKind = (typeof attachmentKinds)[number];

export const isAttachmentKind = (text: string): text is AttachmentKind =>
  (attachmentKinds as readonly string[]).includes(text);

/** Something that uses a credential. */
export type Attachment = Readonly<{ attachmentId: string; kind: AttachmentKind; name: string; url?: string }>;

/** So many things can use one credential. */
export const maxAttachments = 200;
