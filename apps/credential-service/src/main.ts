import { launch } from '@credstream/launch';

launch(() => import('./program.js'));
