/** Of the styles of this page; the gateway draws it anew for each answer. */
export const nonce = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';

// By this name a dialog that stops the page from scrolling looks for it.
Object.assign(globalThis, { __webpack_nonce__: nonce });
