// The stories on the embedded SQLite.
import { tellAllStories } from './stories.mjs';

tellAllStories('sqlite');
