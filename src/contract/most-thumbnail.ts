/** The most pixels that a thumbnail of the guest's display may have each way; a seat takes a small part of it. */
export const mostThumbnail = { width: 1024, height: 768 };
