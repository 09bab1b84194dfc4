/** Why reading stops: more bytes are needed, others shall have their turn, or something else has to happen first. */
export type Stop = 'input' | 'turn' | 'event';

/** Reading that can stop anywhere, and goes on from there. */
export type Steps<T = void> = Generator<Stop, T, void>;
