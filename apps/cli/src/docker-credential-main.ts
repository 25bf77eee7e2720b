#!/usr/bin/env node
import { launch } from '@credstream/launch';

await launch(() => import('./docker-credential-program.js'));
