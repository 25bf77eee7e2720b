import { EventStoreDBClient } from '@eventstore/db-client';
import {
  type Channel,
  type Client,
  type ClientOptions,
  InterceptingCall,
  type Interceptor,
} from '@grpc/grpc-js';

type ClientClass = new (address: null, credentials: null, options: ClientOptions) => Client;
/** What of the client its types hide: who makes its gRPC clients. */
type Inner = { createGRPCClient: (kind: ClientClass) => Promise<Client>; getChannel: () => Promise<Channel> };

const authorization = (value: string): Interceptor => {
  return (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start: (metadata, listener, next) => {
        metadata.set('authorization', value);
        next(metadata, listener);
      },
    });
};

/**
 * The official client, which keeps the credentials of the URL to itself where there is no TLS. The embedded server
 * asks for them on loopback too, so each call of a client made here carries them.
 */
export const connectClient = (url: string): EventStoreDBClient => {
  const client = EventStoreDBClient.connectionString(url);
  const [, user, password] = /^esdb(?:\+discover)?:\/\/([^:@/]*):([^@/]*)@/.exec(url) ?? [];
  const isPlain = /[?&]tls=false(&|$)/i.test(url);
  if (!isPlain || user === undefined || password === undefined) return client;
  const inner = client as unknown as Inner;
  if (typeof inner.createGRPCClient !== 'function')
    throw new Error('This version of the client is not known');
  const pair = `${decodeURIComponent(user)}:${decodeURIComponent(password)}`;
  const interceptors = [authorization(`Basic ${Buffer.from(pair).toString('base64')}`)];
  inner.createGRPCClient = async (kind) =>
    new kind(null, null, { channelOverride: await inner.getChannel(), interceptors });
  return client;
};
