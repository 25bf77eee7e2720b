/** Our sources import `./x.js` as TypeScript's `nodenext` asks; in tests the file beside them is `./x.ts`. */
module.exports = (request, options) => {
  if (/^\.{1,2}\/.*\.js$/.test(request) && !options.basedir.includes('/node_modules/')) {
    return options.defaultResolver(request.replace(/\.js$/, '.ts'), options);
  }
  return options.defaultResolver(request, options);
};
