/** How long a guest that was asked to stop may take where no policy says, in seconds. */
export const defaultStopTimeoutS = 120;
