import { dataOf } from '@credstream/sdk';
import { Alert, Button, Code, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { checkProof, type ProofVerdict } from '../api/check-proof.js';
import { credstream } from '../api/client.js';
import { actorOf, type AuditEvent } from '../api/follow.js';
import { audit } from '../text/audit.js';
import { common } from '../text/common.js';
import { Facts } from './facts.js';
import { Problem } from './problem.js';
import { When } from './when.js';

const text = audit.entry;

/** One entry of the audit log, and whether it is unchanged. */
export const EntryDialog = ({ event, onClose }: { event: AuditEvent; onClose: () => void }) => (
  <Modal
    opened
    onClose={onClose}
    size="xl"
    title={text.title}
    closeButtonProps={{ 'aria-label': common.close }}
  >
    <Stack gap="md">
      <Text className="text">
        <bdi>{event.summary}</bdi>
      </Text>
      <Facts
        facts={[
          [audit.columns.time, <When key="time" at={event.time} />],
          [audit.columns.actor, actorOf(event)],
          [audit.columns.type, event.type],
          [audit.columns.ip, event.ip ?? common.none],
          [text.program, event.userAgent ?? common.none],
          [audit.columns.account, event.account ?? common.none],
          [text.stream, event.stream],
          [text.revision, event.revision],
          [text.correlation, event.correlationId],
          [text.id, event.id],
        ]}
      />
      <div>
        <Title order={3} size="h5" mb={4}>
          {text.data}
        </Title>
        <Code block tabIndex={0} className="secret" role="region" aria-label={text.data}>
          {JSON.stringify(event.data, null, 2)}
        </Code>
      </div>
      <ProofCheck event={event} />
    </Stack>
  </Modal>
);

const words = (verdict: ProofVerdict): string => {
  if (verdict.verdict === 'good') return audit.proof.good(verdict.size);
  if (verdict.verdict === 'unsupported') return audit.proof.unsupported;
  return audit.proof.bad[verdict.verdict] ?? verdict.verdict;
};

/** Does the text that is proved say what is shown? The data is in it as hashes, which are not compared. */
const isAbout = (entry: string, event: AuditEvent): boolean => {
  const said = JSON.parse(entry) as Partial<AuditEvent>;
  return (
    said.id === event.id &&
    said.type === event.type &&
    said.stream === event.stream &&
    said.revision === event.revision &&
    said.actor?.userId === event.actor.userId &&
    said.time?.slice(0, 19) === event.time.slice(0, 19)
  );
};

const ProofCheck = ({ event }: { event: AuditEvent }) => {
  const check = useMutation({
    mutationFn: async () => {
      const query = { eventId: event.id };
      const proof = await dataOf(credstream.GET('/api/v1/audit/proofs/inclusion', { params: { query } }));
      const key = await dataOf(credstream.GET('/api/v1/audit/public-key', { parseAs: 'text' }));
      const verdict: ProofVerdict = isAbout(proof.entry, event)
        ? await checkProof(proof, key)
        : { verdict: 'other' };
      return { verdict, proof, key };
    },
  });
  return (
    <section>
      <Title order={3} size="h5" mb="xs">
        {audit.proof.title}
      </Title>
      <Problem error={check.error} />
      {check.data && (
        <Alert
          role="status"
          color={check.data.verdict.verdict === 'good' ? 'pine' : 'red'}
          title={words(check.data.verdict)}
        >
          {check.data.verdict.verdict === 'good' && (
            <Stack gap={4}>
              <Text size="sm">{audit.proof.means}</Text>
              <Text size="xs" className="secret">
                {audit.proof.root}: {check.data.verdict.root}
              </Text>
              <Text size="xs" className="secret">
                {audit.proof.key}: {check.data.key}
              </Text>
            </Stack>
          )}
        </Alert>
      )}
      <Group mt="xs">
        <Button variant="default" onClick={() => check.mutate()} loading={check.isPending}>
          {audit.proof.check}
        </Button>
      </Group>
    </section>
  );
};
