/* SPDX-License-Identifier: BSD-3-Clause */
#include "hostsaccess/check/placeholder.h"

/* Whole words, as instructions and templates have them. */
static const char *const words[] = {
    "ip",
    "ip-address",
    "ip_address",
    "ipaddress",
    "ip_addr",
    "ipaddr",
    "ip.address",
    "client-ip",
    "client_ip",
    "my-ip",
    "my_ip",
    "my-ip-address",
    "my_ip_address",
    "host-ip",
    "host_ip",
    "server-ip",
    "server_ip",
    "admin-ip",
    "admin_ip",
    "remote-ip",
    "remote_ip",
    "trusted-ip",
    "trusted_ip",
    "allowed-ip",
    "allowed_ip",
    "a.b.c.d",
    "w.x.y.z",
    "aaa.bbb.ccc.ddd",
    "ip/mask",
    "ip/cidr",
    "ip/netmask",
    "net/mask",
    "network/mask",
    "network/netmask",
    "daemon_list",
    "daemon-list",
    "client_list",
    "client-list",
    "service_name",
    "replaceme",
    "replace_me",
    "changeme",
    "change_me",
    "fixme",
    "n/a",
};

/* Whether TEXT is four parts of x, n or # and their like, as in xxx.xxx. */
static bool
is_quad_of_letters(struct ha_slice text)
{
	unsigned parts = 0;

	text = ha_slice_head(text, ha_slice_find(text, '/'));
	while (text.size > 0) {
		size_t dot = ha_slice_find(text, '.');

		if (dot == 0 || dot > 3)
			return false;
		for (size_t i = 0; i < dot; i++)
			if (ha_fold(text.data[i]) != 'x' &&
			    ha_fold(text.data[i]) != 'n' && text.data[i] != '#')
				return false;
		parts++;
		text = ha_slice_from(text, dot + 1);
	}
	return parts == 4;
}

/* Whether TEXT begins with "your", and goes on with what that may own. */
static bool
is_yours(struct ha_slice text)
{
	static const char *const things[] = {
	    "_",       "-",      ".ip",   ".host",  ".net",
	    ".domain", "ip",     "host",  "net",    "domain",
	    "server",  "client", "range", "subnet", "address"};

	if (text.size > 0 && text.data[0] == '.')
		text = ha_slice_from(text, 1);
	if (ha_slice_is(text, "your"))
		return true;
	if (!ha_slice_starts(text, ha_slice_of("your")))
		return false;
	text = ha_slice_from(text, 4);
	for (size_t i = 0; i < sizeof(things) / sizeof(*things); i++)
		if (ha_slice_starts(text, ha_slice_of(things[i])))
			return true;
	return false;
}

/* Whether TEXT is capitals that speak of an address, as SEU_IP, in any tongue.
 */
static bool
is_shouted(struct ha_slice text)
{
	static const char *const things[] = {"IP",   "IPV4",    "IPV6",
					     "CIDR", "NETMASK", "SUBNET"};
	bool joined = false, thing = false;

	for (size_t i = 0; i < text.size; i++)
		if (text.data[i] == '.' ||
		    (text.data[i] >= 'a' && text.data[i] <= 'z'))
			return false;
	while (text.size > 0) {
		size_t size = 0;

		while (size < text.size && !strchr("_-/", text.data[size]))
			size++;
		for (size_t i = 0; i < sizeof(things) / sizeof(*things); i++)
			thing = thing || ha_slice_is(ha_slice_head(text, size),
						     things[i]);
		joined = joined || (size < text.size && text.data[size] == '_');
		text = ha_slice_from(text, size + 1);
	}
	return joined && thing;
}

/* Whether TEXT is a variable of a shell or of a template. */
static bool
is_variable(struct ha_slice text)
{
	char last = text.data[text.size - 1];

	return ha_slice_is(text, "{%") || ha_slice_is(text, "%}") ||
	       text.data[0] == '<' || last == '>' ||
	       (text.data[0] == '$' && text.size > 1) ||
	       ha_slice_starts(text, ha_slice_of("{{")) ||
	       ha_slice_ends(text, ha_slice_of("}}")) ||
	       (text.size > 2 && last == text.data[0] &&
		(last == '%' || last == '@'));
}

/* Whether TOKEN is of a page of HTML. */
static bool
is_html(struct ha_slice token)
{
	static const char *const starts[] = {
	    "<!doctype", "<html", "<head", "<body",   "<meta", "<title", "<h1",
	    "<p>",       "<div",  "<hr",   "<center", "<?xml", "<!--",   "</"};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		size_t size = strlen(starts[i]);

		if (ha_slice_is(ha_slice_head(token, size), starts[i]))
			return true;
	}
	return ha_slice_is(token, "html>");
}

bool
placeholder_is(struct ha_slice token)
{
	if (token.size > 1 && (token.data[0] == '[' || token.data[0] == '('))
		token = ha_slice_from(token, 1);
	if (token.size > 1 && (token.data[token.size - 1] == ']' ||
			       token.data[token.size - 1] == ')'))
		token.size--;
	if (token.size == 0)
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (ha_slice_is(token, words[i]))
			return true;
	return is_variable(token) || is_quad_of_letters(token) ||
	       is_yours(token) || is_shouted(token);
}

enum finding_id
placeholder_finding(struct ha_slice token, bool in_list)
{
	return in_list && is_html(token) ? FINDING_LIST_HTML
					 : FINDING_PLACEHOLDER;
}
