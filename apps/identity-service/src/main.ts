import { launch } from '@credstream/launch';

await launch(() => import('./program.js'));
