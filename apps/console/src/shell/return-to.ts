const key = 'credstream.return-to';
const start = '/console/overview';

/** Where the person wanted to go before they had to sign in; always a page of the console. */
export const returnTo = {
  keep: (href: string): void => sessionStorage.setItem(key, href),
  take: (): string => {
    const href = sessionStorage.getItem(key) ?? start;
    sessionStorage.removeItem(key);
    return /^\/console\/(?!sign-in)[^\\]*$/.test(href) ? href : start;
  },
};
