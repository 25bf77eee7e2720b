import { Button, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { common } from '../text/common.js';

/** Copies a text; says so where a screen reader hears it. */
export const CopyButton = ({
  text,
  label,
  onCopied,
}: {
  text: string;
  /** What is copied. */
  label: string;
  onCopied?: () => void;
}) => {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    onCopied?.();
  };
  return (
    <Button size="xs" variant="light" onClick={() => void copy().catch(() => setCopied(false))}>
      <span aria-live="polite">{isCopied ? common.copied : common.copy}</span>
      <VisuallyHidden>&nbsp;{label}</VisuallyHidden>
    </Button>
  );
};
