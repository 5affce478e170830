/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * askers ROOT ROUNDS [DAEMON ADDRESS ALLOWED]...: asks libwrap about a client
 * of each DAEMON, ROUNDS times, each in a thread of its own; says how often it
 * was not ALLOWED, 0 or 1, and what is left behind.  ROOT is where it changes
 * its root to before; "-" is nowhere.  With 0 ROUNDS it asks in one thread, one
 * after the other.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <tcpd.h>
#include <unistd.h>

#define ASKERS_MAX 256

static int rounds;

struct asker {
	char *daemon;
	const char *address;
	int allowed;
	int wrong;
};

static int
ask(char *daemon, const char *address)
{
	struct sockaddr_storage storage = {0};
	struct sockaddr_in *ipv4 = (struct sockaddr_in *)&storage;
	struct sockaddr_in6 *ipv6 = (struct sockaddr_in6 *)&storage;
	struct request_info request;

	if (inet_pton(AF_INET, address, &ipv4->sin_addr) == 1)
		storage.ss_family = AF_INET;
	else if (inet_pton(AF_INET6, address, &ipv6->sin6_addr) == 1)
		storage.ss_family = AF_INET6;
	request_init(&request, RQ_DAEMON, daemon, RQ_CLIENT_SIN, &storage, 0);
	sock_methods(&request);
	return !!hosts_access(&request);
}

static void *
ask_often(void *context)
{
	struct asker *asker = context;

	for (int i = 0; i < rounds; i++)
		asker->wrong +=
		    ask(asker->daemon, asker->address) != asker->allowed;
	return NULL;
}

/* Counts the entries of FOLDER; 0 if there is none. */
static int
entries(const char *folder)
{
	DIR *stream = opendir(folder);
	int count = 0;

	while (stream && readdir(stream))
		count++;
	if (stream)
		closedir(stream);
	return count;
}

/* Waits until FOLDER has COUNT entries again; returns how many more it has. */
static int
left(const char *folder, int count)
{
	for (int i = 0; i < 100 && entries(folder) != count; i++)
		usleep(20000);
	return entries(folder) - count;
}

int
main(int count, char **words)
{
	struct asker askers[ASKERS_MAX] = {{0}};
	pthread_t threads[ASKERS_MAX];
	int size = (count - 3) / 3, files, tasks;

	if (count < 6 || size > ASKERS_MAX)
		errx(2,
		     "usage: askers ROOT ROUNDS [DAEMON ADDRESS ALLOWED]...");
	if (strcmp(words[1], "-") != 0 && (chroot(words[1]) || chdir("/")))
		err(2, "%s", words[1]);
	rounds = atoi(words[2]);
	files = entries("/proc/self/fd");
	tasks = entries("/proc/self/task");
	for (int i = 0; i < size; i++) {
		char **row = words + 3 + 3 * i;

		askers[i] = (struct asker){row[0], row[1], atoi(row[2]), 0};
		if (rounds == 0)
			askers[i].wrong =
			    ask(row[0], row[1]) != askers[i].allowed;
		else if (pthread_create(&threads[i], NULL, ask_often,
					&askers[i]))
			errx(2, "pthread_create");
	}
	for (int i = 0; i < size; i++) {
		if (rounds > 0)
			pthread_join(threads[i], NULL);
		if (askers[i].wrong > 0)
			printf("%s %s: wrong %d times\n", askers[i].daemon,
			       askers[i].address, askers[i].wrong);
	}
	printf("descriptors +%d, threads +%d, children %s\n",
	       left("/proc/self/fd", files), left("/proc/self/task", tasks),
	       waitpid(-1, NULL, WNOHANG | __WALL) < 0 && errno == ECHILD
		   ? "none"
		   : "left");
	return 0;
}
