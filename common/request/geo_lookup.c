/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "common/request/geo_lookup.h"

#include "common/base/child.h"
#include "common/request/geo_files.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A file that was written less than this ago, in seconds, may still be. */
#define SETTLED 3

static bool
is_changing(const struct stat *status)
{
	time_t age = time(NULL) - status->st_mtime;

	return age >= 0 && age < SETTLED;
}

#if HAVE_MAXMINDDB_H
#include <dlfcn.h>
#include <maxminddb.h>
#include <netinet/in.h>
#include <sys/resource.h>

#define LIBRARY "libmaxminddb.so.0"

/* What is used of libmaxminddb, which is opened when a rule first asks. */
struct library {
	int (*open)(const char *, uint32_t, MMDB_s *);
	MMDB_lookup_result_s (*lookup)(const MMDB_s *, const struct sockaddr *,
				       int *);
	int (*get)(MMDB_entry_s *, MMDB_entry_data_s *, const char *const *);
	void (*close)(MMDB_s *);
};

static bool
load(struct library *library)
{
	const struct {
		const char *name;
		void *function;
	} functions[] = {{"MMDB_open", &library->open},
			 {"MMDB_lookup_sockaddr", &library->lookup},
			 {"MMDB_aget_value", &library->get},
			 {"MMDB_close", &library->close}};
	void *handle = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL), *symbol;

	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
		symbol = handle ? dlsym(handle, functions[i].name) : NULL;
		if (!symbol)
			return false;
		memcpy(functions[i].function, &symbol, sizeof(symbol));
	}
	return true;
}

/*
 * Of a file of SIZE bytes that is sound, no more memory than that, and a little
 * for its description, is asked for; of a hostile one gigabytes may be.
 */
static void
limit_memory(off_t size)
{
	struct rlimit limit;
	struct ha_slice size_now;
	unsigned long pages;
	char text[32];
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof(text));

	if (fd >= 0)
		close(fd);
	size_now = (struct ha_slice){text, got > 0 ? (size_t)got : 0};
	size_now.size = ha_slice_find(size_now, ' ');
	if (!ha_slice_number(size_now, 10, ULONG_MAX, &pages) ||
	    getrlimit(RLIMIT_AS, &limit) != 0)
		return;
	limit.rlim_cur = pages * (rlim_t)sysconf(_SC_PAGESIZE) + (rlim_t)size +
			 ((rlim_t)64 << 20);
	setrlimit(RLIMIT_AS, &limit);
}

/* What a database has of an address. */
struct record {
	const struct library *library;
	MMDB_entry_s entry;
};

/* Finds what PATH of RECORD has in DATA, if that is of TYPE. */
static bool
get(struct record *record, const char *const *path, uint32_t type,
    MMDB_entry_data_s *data)
{
	return record->library->get(&record->entry, data, path) ==
		   MMDB_SUCCESS &&
	       data->has_data && data->type == type;
}

/* Takes two letters at PATH of RECORD, capitals. */
static bool
get_code(struct record *record, const char *const *path, struct ha_geo *geo)
{
	MMDB_entry_data_s data;

	if (!get(record, path, MMDB_DATA_TYPE_UTF8_STRING, &data) ||
	    data.data_size != 2)
		return false;
	for (int i = 0; i < 2; i++)
		if (data.utf8_string[i] < 'A' || data.utf8_string[i] > 'Z')
			return false;
	snprintf(geo->text, sizeof(geo->text), "%.2s", data.utf8_string);
	return true;
}

/* GeoLite2, GeoIP2 and DB-IP; ipinfo_lite and others; IPinfo's older files. */
static bool
get_country(struct record *record, struct ha_geo *geo)
{
	static const char *const nested[] = {"country", "iso_code", NULL},
				 *const code[] = {"country_code", NULL},
				 *const plain[] = {"country", NULL};

	return get_code(record, nested, geo) || get_code(record, code, geo) ||
	       get_code(record, plain, geo);
}

static bool
get_continent(struct record *record, struct ha_geo *geo)
{
	static const char *const nested[] = {"continent", "code", NULL},
				 *const code[] = {"continent_code", NULL},
				 *const plain[] = {"continent", NULL};

	return get_code(record, nested, geo) || get_code(record, code, geo) ||
	       get_code(record, plain, geo);
}

/* Takes the number at PATH of RECORD. */
static bool
get_number(struct record *record, const char *const *path, struct ha_geo *geo)
{
	MMDB_entry_data_s data;

	if (!get(record, path, MMDB_DATA_TYPE_UINT32, &data) ||
	    data.uint32 == 0)
		return false;
	snprintf(geo->text, sizeof(geo->text), "%u", (unsigned)data.uint32);
	return true;
}

/* GeoLite2, GeoIP2 and others; DB-IP's; "AS64500" of IPinfo. */
static bool
get_asn(struct record *record, struct ha_geo *geo)
{
	static const char *const top[] = {"autonomous_system_number", NULL},
				 *const traits[] = {"traits",
						    "autonomous_system_number",
						    NULL},
				 *const text[] = {"asn", NULL};
	MMDB_entry_data_s data;
	unsigned long number;

	if (get_number(record, top, geo) || get_number(record, traits, geo))
		return true;
	if (!get(record, text, MMDB_DATA_TYPE_UTF8_STRING, &data) ||
	    data.data_size < 3 || memcmp(data.utf8_string, "AS", 2) != 0 ||
	    !ha_slice_number(
		(struct ha_slice){data.utf8_string + 2, data.data_size - 2}, 10,
		UINT32_MAX, &number) ||
	    number == 0)
		return false;
	snprintf(geo->text, sizeof(geo->text), "%u", (unsigned)number);
	return true;
}

/* Takes what KIND asks for from RECORD; else says in GEO why not. */
static bool
take(struct record *record, enum ha_geo_kind kind, struct ha_geo *geo)
{
	struct ha_geo other = *geo;
	bool has_place, found = false;

	switch (kind) {
	case HA_GEO_COUNTRY:
		found = get_country(record, geo);
		break;
	case HA_GEO_CONTINENT:
		found = get_continent(record, geo);
		break;
	case HA_GEO_ASN:
		found = get_asn(record, geo);
		break;
	}
	if (found)
		return true;
	has_place =
	    get_country(record, &other) || get_continent(record, &other);
	geo->fault =
	    (kind == HA_GEO_ASN ? has_place
				: !has_place && get_asn(record, &other))
		? HA_GEO_OTHER
		: HA_GEO_NO_RECORD;
	return false;
}

/* Looks ADDRESS up in DATABASE. */
static MMDB_lookup_result_s
look_up(const struct library *library, const MMDB_s *database,
	const struct ha_address *address, int *error)
{
	struct sockaddr_in ipv4 = {.sin_family = AF_INET};
	struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6};

	memcpy(&ipv4.sin_addr, address->bytes, sizeof(ipv4.sin_addr));
	memcpy(&ipv6.sin6_addr, address->bytes, sizeof(ipv6.sin6_addr));
	return library->lookup(database,
			       address->family == HA_FAMILY_IPV4
				   ? (const struct sockaddr *)&ipv4
				   : (const struct sockaddr *)&ipv6,
			       error);
}

/* Asks DATABASE, which is open. */
static bool
ask(const struct library *library, const MMDB_s *database,
    const struct ha_geo_question *question, struct ha_geo *geo)
{
	int error = MMDB_SUCCESS;
	MMDB_lookup_result_s result;
	struct record record;

	snprintf(geo->type, sizeof(geo->type), "%s",
		 database->metadata.database_type
		     ? database->metadata.database_type
		     : "");
	geo->built = (int64_t)database->metadata.build_epoch;
	result = look_up(library, database, question->address, &error);
	if (error == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR ||
	    (error == MMDB_SUCCESS && !result.found_entry)) {
		geo->fault = HA_GEO_NO_RECORD;
		return false;
	}
	if (error != MMDB_SUCCESS) {
		geo->fault = HA_GEO_BROKEN;
		return false;
	}
	record = (struct record){library, result.entry};
	return take(&record, question->kind, geo);
}

static bool
ask_file(const struct library *library, const struct ha_geo_question *question,
	 const char *path, struct ha_geo *geo)
{
	MMDB_s database;
	int error = library->open(path, MMDB_MODE_MMAP, &database);
	bool found;

	if (error == MMDB_FILE_OPEN_ERROR) {
		geo->fault = HA_GEO_UNREADABLE;
		geo->error = errno;
		return false;
	}
	if (error != MMDB_SUCCESS) {
		geo->fault = HA_GEO_BROKEN;
		return false;
	}
	found = ask(library, &database, question, geo);
	library->close(&database);
	return found;
}
#else
struct library {
	char none;
};

static bool
load(struct library *library)
{
	(void)library;
	return false;
}

static void
limit_memory(off_t size)
{
	(void)size;
}

static bool
ask_file(const struct library *library, const struct ha_geo_question *question,
	 const char *path, struct ha_geo *geo)
{
	(void)library, (void)question, (void)path;
	geo->fault = HA_GEO_NO_LIBRARY;
	return false;
}
#endif

/* Asks the file at PATH, if it is one that has an end. */
static bool
ask_path(const struct library *library, const struct ha_geo_question *question,
	 const char *path, struct ha_geo_answer *answer)
{
	struct ha_geo *geo = &answer->geo;
	struct stat status;
	bool found;

	*geo = (struct ha_geo){.fault = HA_GEO_UNREADABLE};
	snprintf(geo->file, sizeof(geo->file), "%.*s", HA_GEO_FILE_MAX, path);
	if (stat(path, &status) != 0) {
		geo->error = errno;
		return false;
	}
	if (!S_ISREG(status.st_mode)) {
		geo->error = S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
		return false;
	}
	limit_memory(status.st_size);
	geo->fault = HA_GEO_NO_FAULT;
	found = ask_file(library, question, path, geo);
	if (geo->fault == HA_GEO_BROKEN && is_changing(&status))
		answer->changing = true;
	return found;
}

/* Of several files that do not tell, which one is told of. */
static int
weight(enum ha_geo_fault fault)
{
	switch (fault) {
	case HA_GEO_OTHER:
		return 1;
	case HA_GEO_NO_RECORD:
		return 2;
	default:
		return 3;
	}
}

/* Asks FILES until one tells. */
static void
ask_files(const struct ha_geo_question *question,
	  const struct ha_geo_files *files, struct ha_geo_answer *answer)
{
	struct ha_geo fault = {.fault = HA_GEO_NO_FILE};
	struct library library;

	if (files->count > 0 && !load(&library)) {
		answer->geo.fault = HA_GEO_NO_LIBRARY;
		return;
	}
	for (size_t i = 0; i < files->count; i++) {
		if (ask_path(&library, question, files->paths[i], answer)) {
			answer->lookup = HA_LOOKUP_FOUND;
			return;
		}
		if (i == 0 || weight(answer->geo.fault) > weight(fault.fault))
			fault = answer->geo;
	}
	answer->geo = fault;
}

void
ha_find_geo(int fd, const void *context)
{
	const struct ha_geo_question *question = context;
	struct ha_geo_answer answer = {.lookup = HA_LOOKUP_FAILED};
	struct ha_geo_files *files = malloc(sizeof(*files));

	if (files) {
		ha_geo_files_find(question->kind, question->files, files);
		ask_files(question, files, &answer);
	}
	free(files);
	ha_child_write(fd, &answer, sizeof(answer));
}
