import { apiKeyContract, type ApiKeyOffboardingReply, ReportOffboarding } from '@credstream/contracts';
import { Handles } from '@credstream/service-kit';
import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { KeyOffboarding } from './key-offboarding.js';

@Controller()
export class OffboardingController {
  constructor(private readonly offboarding: KeyOffboarding) {}

  @Handles(apiKeyContract.reportOffboarding)
  report(@Payload() message: ReportOffboarding): Promise<ApiKeyOffboardingReply> {
    return this.offboarding.report(message);
  }
}
