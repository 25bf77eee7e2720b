import { Injectable } from '@nestjs/common';
import { LongAnswers } from '../audit/long-answers.js';
import { SessionIndex } from '../auth/session-index.js';
import { KeyIndex } from '../key-index/key-index.js';
import { Offboarding } from '../offboarding.js';
import { Services } from '../services.js';

/** What the routes of the tables stand on. */
@Injectable()
export class RouteParts {
  constructor(
    readonly services: Services,
    readonly keys: KeyIndex,
    readonly sessions: SessionIndex,
    readonly offboarding: Offboarding,
    readonly longAnswers: LongAnswers,
  ) {}
}
