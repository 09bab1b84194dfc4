import { storiesOfOneBox } from '../support/story.ts';
import { awkwardBox } from './awkward-box.ts';
import { tellOfTheGuest } from './guest-stories.ts';
import { tellOfKills } from './kill-stories.ts';
import { tellOfTheNetwork } from './network-stories.ts';
import { tellOfThePrivateLink } from './private-link-stories.ts';
import { tellOfTheSeats } from './seat-stories.ts';

storiesOfOneBox('one box', awkwardBox, (story) => {
  tellOfTheGuest(story);
  tellOfTheSeats(story);
  tellOfTheNetwork(story);
  tellOfThePrivateLink(story);
  tellOfKills(story);
});
