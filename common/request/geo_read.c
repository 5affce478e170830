/* SPDX-License-Identifier: BSD-3-Clause */
#include "config.h"

#include "common/request/geo_read.h"

#if HAVE_MAXMINDDB_H
#include <dlfcn.h>
#include <errno.h>
#include <maxminddb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#define LIBRARY "libmaxminddb.so.0"

/* What is used of it. */
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

/* What a database has of an address. */
struct record {
	const struct library *library;
	MMDB_entry_s entry;
	bool broken; /* something of it could not be read */
};

/* Whether what STATUS says is that a record has nothing at a path. */
static bool
is_absent(int status)
{
	return status == MMDB_LOOKUP_PATH_DOES_NOT_MATCH_DATA_ERROR ||
	       status == MMDB_INVALID_LOOKUP_PATH_ERROR;
}

/* Finds what PATH of RECORD has in DATA, if that is of TYPE. */
static bool
get(struct record *record, const char *const *path, uint32_t type,
    MMDB_entry_data_s *data)
{
	int status;

	if (record->broken)
		return false;
	status = record->library->get(&record->entry, data, path);
	if (status != MMDB_SUCCESS && !is_absent(status))
		record->broken = true;
	return status == MMDB_SUCCESS && data->has_data && data->type == type;
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

/* Takes what KIND asks for from RECORD. */
static bool
get_kind(struct record *record, enum ha_geo_kind kind, struct ha_geo *geo)
{
	switch (kind) {
	case HA_GEO_COUNTRY:
		return get_country(record, geo);
	case HA_GEO_CONTINENT:
		return get_continent(record, geo);
	case HA_GEO_ASN:
		return get_asn(record, geo);
	case HA_GEO_KINDS:
		break;
	}
	return false;
}

/* Whether RECORD tells nothing of KIND, but of what is in other databases. */
static bool
is_other(struct record *record, enum ha_geo_kind kind)
{
	struct ha_geo other;
	bool has_place =
	    get_country(record, &other) || get_continent(record, &other);

	return kind == HA_GEO_ASN ? has_place
				  : !has_place && get_asn(record, &other);
}

/* Likewise; else says in GEO why not. */
static bool
take(struct record *record, enum ha_geo_kind kind, struct ha_geo *geo)
{
	bool other;

	if (get_kind(record, kind, geo))
		return true;
	other = is_other(record, kind);
	geo->fault = record->broken ? HA_GEO_BROKEN
		     : other        ? HA_GEO_OTHER
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
    enum ha_geo_kind kind, const struct ha_address *address, struct ha_geo *geo)
{
	int error = MMDB_SUCCESS;
	MMDB_lookup_result_s result;
	struct record record;

	snprintf(geo->type, sizeof(geo->type), "%s",
		 database->metadata.database_type
		     ? database->metadata.database_type
		     : "");
	geo->built = (int64_t)database->metadata.build_epoch;
	result = look_up(library, database, address, &error);
	if (error == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR ||
	    (error == MMDB_SUCCESS && !result.found_entry)) {
		geo->fault = HA_GEO_NO_RECORD;
		return false;
	}
	if (error != MMDB_SUCCESS) {
		geo->fault = HA_GEO_BROKEN;
		return false;
	}
	record = (struct record){library, result.entry, false};
	return take(&record, kind, geo);
}

bool
ha_geo_read(const char *path, enum ha_geo_kind kind,
	    const struct ha_address *address, struct ha_geo *geo)
{
	struct library library;
	MMDB_s database;
	int error;
	bool found;

	if (!load(&library)) {
		geo->fault = HA_GEO_NO_LIBRARY;
		return false;
	}
	error = library.open(path, MMDB_MODE_MMAP, &database);
	if (error == MMDB_FILE_OPEN_ERROR) {
		geo->fault = HA_GEO_UNREADABLE;
		geo->error = errno;
		return false;
	}
	if (error != MMDB_SUCCESS) {
		geo->fault = HA_GEO_BROKEN;
		return false;
	}
	found = ask(&library, &database, kind, address, geo);
	library.close(&database);
	return found;
}
#else
bool
ha_geo_read(const char *path, enum ha_geo_kind kind,
	    const struct ha_address *address, struct ha_geo *geo)
{
	(void)path, (void)kind, (void)address;
	geo->fault = HA_GEO_NO_LIBRARY;
	return false;
}
#endif
