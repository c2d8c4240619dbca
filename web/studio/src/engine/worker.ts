import { type Port, serve } from './host.js';

serve(self as unknown as Port, 80);
