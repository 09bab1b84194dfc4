/*
 * What libvncclient takes for the same pictures: reads a screen from a unix socket until the server hangs up.
 * vnc-client SOCKET ENCODING; prints CPU milliseconds from the handshake's end on, the updates, and the memory in kB.
 */
#include <rfb/rfbclient.h>
#include <stdio.h>
#include <sys/resource.h>

static int updates;

static void onUpdate(rfbClient *client) {
  (void)client;
  updates++;
}

static double readCpuMs(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static long readMemoryKB(void) {
  long size, resident = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%ld %ld", &size, &resident) != 2) return 0;
  fclose(file);
  return resident * 4;
}

int main(int count, char **arguments) {
  if (count != 3) return 2;
  rfbEnableClientLogging = FALSE;
  rfbClient *client = rfbGetClient(8, 3, 4);
  client->serverHost = arguments[1];
  client->appData.encodingsString = arguments[2];
  client->appData.enableJPEG = FALSE;
  client->appData.shareDesktop = TRUE;
  client->format.redShift = 16;
  client->format.greenShift = 8;
  client->format.blueShift = 0;
  client->FinishedFrameBufferUpdate = onUpdate;
  if (!rfbInitClient(client, NULL, NULL)) return 1;
  double from = readCpuMs();
  while (WaitForMessage(client, 1000000) >= 0 && HandleRFBServerMessage(client)) {}
  printf("%.3f %d %ld\n", readCpuMs() - from, updates, readMemoryKB());
  return 0;
}
