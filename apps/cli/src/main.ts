#!/usr/bin/env node
import { launch } from '@credstream/launch';

launch(() => import('./program.js'));
