import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type FileFormat, fileFormats, saveRows } from '../../api/save-file.js';
import { common } from '../../text/common.js';
import { table } from '../../text/table.js';

/** Saves the selected rows, or with none all that fit, as a file. */
export const ExportMenu = <Item extends object>({
  name,
  selected,
  readAll,
  onProgress,
  onError,
}: {
  name: string;
  selected: readonly Item[];
  readAll: (signal: AbortSignal, onCount: (count: number) => void) => Promise<readonly Item[]>;
  onProgress: (count: number | undefined) => void;
  onError: (error: Error | null) => void;
}) => {
  const stopping = useRef(new AbortController());
  const save = useMutation({
    mutationFn: async (format: FileFormat) => {
      stopping.current = new AbortController();
      const items = selected.length > 0 ? selected : await readAll(stopping.current.signal, onProgress);
      saveRows(name, format, items as readonly Record<string, unknown>[]);
    },
    onMutate: () => onError(null),
    onError: (error) => stopping.current.signal.aborted || onError(error),
    onSettled: () => onProgress(undefined),
  });
  useEffect(() => () => stopping.current.abort(), []);
  if (save.isPending)
    return (
      <Button variant="default" onClick={() => stopping.current.abort()}>
        {common.cancel}
      </Button>
    );
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default">{table.exportTitle}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{table.exportAbout(selected.length)}</Menu.Label>
        {fileFormats.map((format) => (
          <Menu.Item key={format} onClick={() => save.mutate(format)}>
            {table.exportAs(format.toUpperCase())}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
