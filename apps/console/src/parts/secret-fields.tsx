import {
  Button,
  FileButton,
  Group,
  Paper,
  PasswordInput,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { credentials, type CredentialType, secretFields } from '../text/credentials.js';
import { fieldProblem } from './problem.js';

const text = credentials.wizard;

/** What was typed: by the name of the field, or for a generic credential a list of names and values. */
export type SecretDraft = Readonly<{
  values: Readonly<Record<string, string>>;
  pairs: readonly (readonly [name: string, value: string])[];
}>;

export const emptyDraft: SecretDraft = { values: {}, pairs: [['', '']] };

const longestValue = 64 * 1024;
const bytesOf = (value: string): number => new TextEncoder().encode(value).length;

/** The secret as it is sent. Nothing is trimmed. */
export const secretOf = (type: CredentialType, { values, pairs }: SecretDraft): Record<string, unknown> =>
  type === 'generic'
    ? Object.fromEntries(pairs)
    : Object.fromEntries(
        secretFields[type].flatMap(({ name }) => (values[name] ? [[name, values[name]]] : [])),
      );

export const isWhole = (type: CredentialType, { values, pairs }: SecretDraft): boolean =>
  type === 'generic'
    ? pairs.length > 0 && pairs.every(([name, value]) => name !== '' && value !== '')
    : secretFields[type].every(
        ({ name, isRequired }) =>
          (!isRequired || (values[name] ?? '') !== '') && bytesOf(values[name] ?? '') <= longestValue,
      );

/** The fields of a secret; a long one takes a file too, whose text is kept byte for byte. */
export const SecretFields = ({
  type,
  draft,
  error,
  onChange,
}: {
  type: CredentialType;
  draft: SecretDraft;
  error: Error | null;
  onChange: (draft: SecretDraft) => void;
}) => {
  if (type === 'generic') return <Pairs draft={draft} onChange={onChange} />;
  const set = (name: string, value: string) =>
    onChange({ ...draft, values: { ...draft.values, [name]: value } });
  return (
    <Stack gap="sm">
      {secretFields[type].map(({ name, label, isRequired, isSecret, isLong }) => {
        const value = draft.values[name] ?? '';
        const problem = bytesOf(value) > longestValue ? text.tooLong : fieldProblem(error, `secret.${name}`);
        const common = { label, required: isRequired === true, value, error: problem, autoComplete: 'off' };
        if (isLong)
          return (
            <LongField
              key={name}
              {...common}
              isSecret={isSecret === true}
              onText={(given) => set(name, given)}
            />
          );
        const Input = isSecret ? PasswordInput : TextInput;
        return (
          <Input key={name} {...common} onChange={({ currentTarget }) => set(name, currentTarget.value)} />
        );
      })}
    </Stack>
  );
};

/** A long text, which a file that is chosen or dropped gives too, byte for byte. */
export const LongField = ({
  label,
  required,
  value,
  error,
  isSecret,
  onText,
}: {
  label: string;
  required: boolean;
  value: string;
  error: string | undefined;
  isSecret: boolean;
  onText: (text: string) => void;
}) => {
  const take = (file: File | null | undefined) => {
    if (file && file.size <= 4 * longestValue) void file.text().then(onText);
  };
  return (
    <Paper
      withBorder
      p="sm"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files[0]);
      }}
    >
      <Textarea
        label={label}
        required={required}
        value={value}
        error={error}
        autosize
        minRows={2}
        maxRows={8}
        autoComplete="off"
        spellCheck={false}
        {...(isSecret && { 'data-secret': true })}
        onChange={({ currentTarget }) => onText(currentTarget.value)}
      />
      <Group gap="xs" mt="xs">
        <FileButton onChange={take}>
          {(props) => (
            <Button size="xs" variant="default" {...props}>
              {text.chooseFile}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          {value === '' ? text.file : text.kept(bytesOf(value))}
        </Text>
      </Group>
    </Paper>
  );
};

const Pairs = ({ draft, onChange }: { draft: SecretDraft; onChange: (draft: SecretDraft) => void }) => {
  const set = (at: number, pair: readonly [string, string] | undefined) =>
    onChange({
      ...draft,
      pairs: draft.pairs.flatMap((each, index) => (index === at ? (pair ? [pair] : []) : [each])),
    });
  return (
    <Stack gap="sm">
      {draft.pairs.map(([name, value], at) => (
        <Group key={at} align="flex-end" gap="xs">
          <TextInput
            label={text.valueName(at + 1)}
            required
            value={name}
            onChange={({ currentTarget }) => set(at, [currentTarget.value, value])}
          />
          <Textarea
            label={text.value(at + 1)}
            required
            autosize
            minRows={1}
            maxRows={6}
            value={value}
            onChange={({ currentTarget }) => set(at, [name, currentTarget.value])}
            flex={1}
          />
          {draft.pairs.length > 1 && (
            <Button
              variant="default"
              onClick={() => set(at, undefined)}
              aria-label={text.removeValue(at + 1)}
            >
              ×
            </Button>
          )}
        </Group>
      ))}
      <Group>
        <Button
          variant="default"
          disabled={draft.pairs.length >= 64}
          onClick={() => onChange({ ...draft, pairs: [...draft.pairs, ['', '']] })}
        >
          {text.addValue}
        </Button>
      </Group>
    </Stack>
  );
};
