import { storiesOfOneBox } from '../support/story.ts';
import { awkwardBox } from './awkward-box.ts';
import { tellOfFallingBack } from './fall-back-stories.ts';
import { tellOfPowerAndPolicy } from './power-stories.ts';

/** Stories in which the box or its guest starts again: each is dear, so that they have a box beside the one of the other stories. */
storiesOfOneBox('a box that starts again', { ...awkwardBox, recordFrames: false }, (story) => {
  tellOfPowerAndPolicy(story);
  tellOfFallingBack(story);
});
