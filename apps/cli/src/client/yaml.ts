// Loaded when it is asked for. A bundle gives named exports of CommonJS only to a static import.
export { stringify } from 'yaml';
