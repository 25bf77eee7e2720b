import { NativeSelect } from '@mantine/core';
import { pathsBelow, useScopeTree } from '../api/use-account-scopes.js';
import { useMay } from '../api/use-me.js';
import { users as text } from '../text/organization.js';

const ofAccount = ['viewer', 'developer', 'admin', 'auditor'] as const;
const ofInstallation = 'system-admin';

export type RoleDraft = Readonly<{ role: string; scope: string }>;

/** A role and where it holds. The system administrator's holds for the whole installation. */
export const RoleFields = ({
  account,
  draft,
  optional,
  onChange,
}: {
  account: string;
  draft: RoleDraft;
  /** Whether there can be no role. */
  optional?: true;
  onChange: (draft: RoleDraft) => void;
}) => {
  const tree = useScopeTree(account);
  const managesAll = useMay('installation.manage');
  const offered = managesAll ? [...ofAccount, ofInstallation] : ofAccount;
  const scopes = draft.role === ofInstallation ? ['/'] : tree.data ? pathsBelow(tree.data) : [account];
  return (
    <>
      <NativeSelect
        label={text.role}
        value={draft.role}
        data={[...(optional ? [{ value: '', label: text.noRole }] : []), ...offered]}
        onChange={({ currentTarget: { value } }) =>
          onChange({
            role: value,
            scope: value === ofInstallation ? '/' : draft.scope === '/' ? account : draft.scope,
          })
        }
      />
      {draft.role !== '' && (
        <NativeSelect
          label={text.roles.scope}
          value={draft.scope}
          data={[...scopes]}
          onChange={({ currentTarget }) => onChange({ ...draft, scope: currentTarget.value })}
        />
      )}
    </>
  );
};
