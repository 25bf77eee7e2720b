import { createTheme, type CSSVariablesResolver, type MantineColorsTuple, ModalHeader } from '@mantine/core';

const pine: MantineColorsTuple = [
  ...['#e9f7f5', '#d5ece8', '#aad8d0', '#7cc3b8', '#57b2a4', '#3fa798'],
  ...['#2b9486', '#177d70', '#0b6b60', '#06574e'],
] as unknown as MantineColorsTuple;

/** Calm, and dark enough that every text can be read. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 7 },
  colors: { pine },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace',
  headings: { fontWeight: '600' },
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  // A dialog over the page has no banner of its own.
  components: { ModalHeader: ModalHeader.extend({ defaultProps: { role: 'none' } }) },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#565d64',
    '--mantine-color-error': '#b42318',
    '--mantine-color-anchor': '#0b6b60',
    '--mantine-color-placeholder': '#6b7280',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b0b8',
    '--mantine-color-error': '#ff9b90',
    '--mantine-color-anchor': '#7cc3b8',
    '--mantine-color-placeholder': '#9aa1a9',
  },
});
