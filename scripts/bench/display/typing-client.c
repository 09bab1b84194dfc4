/*
 * What libvncclient takes to type to the guest of typist.ts.
 * typing-client SOCKET KEYS IDLE_MS; prints the milliseconds from each key to its pixels, and then the CPU milliseconds of the idle time after them.
 */
#include <rfb/rfbclient.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double readMs(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static double readCpuMs(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static void look(rfbClient *client, double untilMs) {
  int waiting = WaitForMessage(client, untilMs < 1 ? 1000 : (unsigned)(untilMs * 1000));
  if (waiting < 0 || (waiting > 0 && !HandleRFBServerMessage(client))) exit(1);
}

static void rest(rfbClient *client, double ms) {
  for (double end = readMs() + ms; readMs() < end;) look(client, end - readMs());
}

static void strike(rfbClient *client) {
  SendKeyEvent(client, 'a', TRUE);
  SendKeyEvent(client, 'a', FALSE);
}

int main(int count, char **arguments) {
  if (count != 4) return 2;
  rfbEnableClientLogging = FALSE;
  rfbClient *client = rfbGetClient(8, 3, 4);
  client->serverHost = arguments[1];
  client->appData.encodingsString = "raw copyrect";
  client->appData.shareDesktop = TRUE;
  if (!rfbInitClient(client, NULL, NULL)) return 1;
  while (client->width != 1920) {
    strike(client);
    rest(client, 500);
  }
  rest(client, 2000);
  for (int key = 0, keys = atoi(arguments[2]); key < keys; key++) {
    rest(client, 250 + key * 37 % 200);
    uint32_t before = *(uint32_t *)client->frameBuffer;
    double from = readMs();
    strike(client);
    while (*(uint32_t *)client->frameBuffer == before) look(client, 1000);
    printf("%.2f ", readMs() - from);
  }
  rest(client, 500);
  double before = readCpuMs();
  rest(client, atof(arguments[3]));
  printf("%.2f\n", readCpuMs() - before);
  return 0;
}
