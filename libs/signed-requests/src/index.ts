export { post } from './post.js';
export type { Posted, Post } from './post.js';
export { signedHeaders, webhookSecret } from './webhook-signature.js';
