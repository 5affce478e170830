/* SPDX-License-Identifier: BSD-3-Clause */
/* Prints all that a program knows of libwrap from tcpd.h. */
#include <setjmp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <tcpd.h>

#ifdef INET6
#define SIN struct sockaddr
#else
#define SIN struct sockaddr_in
#endif
#define REQUEST struct request_info *
#define HOST struct host_info *

#define FIELD(type, field) \
	printf(#type "." #field " %zu %zu\n", offsetof(struct type, field), \
	       sizeof(((struct type *)0)->field))
/* Whether WHAT has that type. */
#define TYPED(what, ...) \
	printf(#what " %s\n", \
	       __builtin_types_compatible_p(__typeof__(what), __VA_ARGS__) \
		   ? #__VA_ARGS__ \
		   : "another type")
#define NUMBER(name) printf(#name " %d\n", name)

static void
print_fields(void)
{
	printf("sizeof request_info %zu\n", sizeof(struct request_info));
	printf("sizeof host_info %zu\n", sizeof(struct host_info));
	printf("struct tcpd_context %zu\n", sizeof(struct tcpd_context));
	FIELD(host_info, name);
	FIELD(host_info, addr);
	FIELD(host_info, sin);
	FIELD(host_info, unit);
	FIELD(host_info, request);
	FIELD(request_info, fd);
	FIELD(request_info, user);
	FIELD(request_info, daemon);
	FIELD(request_info, pid);
	FIELD(request_info, client);
	FIELD(request_info, server);
	FIELD(request_info, sink);
	FIELD(request_info, hostname);
	FIELD(request_info, hostaddr);
	FIELD(request_info, cleanup);
	FIELD(request_info, config);
	FIELD(tcpd_context, file);
	FIELD(tcpd_context, line);
}

static void
print_field_types(void)
{
	struct request_info request;
	struct host_info host;

	(void)request, (void)host; /* for their types alone */
	TYPED(host.sin, SIN *);
	TYPED(host.unit, struct t_unitdata *);
	TYPED(host.request, REQUEST);
	TYPED(host.name, char[128]);
	TYPED(request.client, struct host_info[1]);
	TYPED(request.sink, void (*)(int));
	TYPED(request.hostname, void (*)(HOST));
	TYPED(request.hostaddr, void (*)(HOST));
	TYPED(request.cleanup, void (*)(REQUEST));
	TYPED(request.config, struct netconfig *);
	TYPED(tcpd_context.file, char *);
}

static void
print_numbers(void)
{
	NUMBER(STRING_LENGTH);
	NUMBER(RQ_FILE);
	NUMBER(RQ_DAEMON);
	NUMBER(RQ_USER);
	NUMBER(RQ_CLIENT_NAME);
	NUMBER(RQ_CLIENT_ADDR);
	NUMBER(RQ_CLIENT_SIN);
	NUMBER(RQ_SERVER_NAME);
	NUMBER(RQ_SERVER_ADDR);
	NUMBER(RQ_SERVER_SIN);
	NUMBER(AC_PERMIT);
	NUMBER(AC_DENY);
	NUMBER(AC_ERROR);
	puts(STRING_UNKNOWN " " STRING_PARANOID);
}

/* The macros that are more than a number, if they are there. */
static void
print_macros(void)
{
	struct request_info request;

	memset(&request, 0, sizeof(request));
	strcpy(request.daemon, "name");
	strcpy(request.pid, "17");
	sock_methods(&request);
	NUMBER(fromhost == sock_host);
	NUMBER(request.hostname == sock_hostname);
	NUMBER(request.hostaddr == sock_hostaddr);
	printf("%s %s\n", eval_daemon(&request), eval_pid(&request));
#ifdef HOSTNAME_KNOWN
	NUMBER(HOSTNAME_KNOWN("gw"));
	NUMBER(HOSTNAME_KNOWN("UNKNOWN"));
	NUMBER(HOSTNAME_KNOWN("Paranoid"));
#endif
#ifdef NOT_INADDR
	NUMBER(!!NOT_INADDR(("1.2.3.4/5")));
	NUMBER(!!NOT_INADDR(("1.2.3.x")));
#endif
}

static void
print_text_macros(void)
{
#ifdef STRN_CPY
	char text[4];

	STRN_CPY(text, "longer", sizeof(text));
	printf("STRN_CPY %s\n", text);
#endif
#ifdef STRN_EQ
	NUMBER(STRN_EQ("abc", "ABd", 2));
	NUMBER(STRN_NE("abc", "ABd", 3));
	NUMBER(STR_EQ("abc", "ABC"));
	NUMBER(STR_NE("abc", "ABC"));
#endif
}

static void
print_functions(void)
{
	TYPED(&hosts_access, int (*)(REQUEST));
	TYPED(&hosts_ctl, int (*)(char *, char *, char *, char *));
	TYPED(&request_init, REQUEST(*)(REQUEST, ...));
	TYPED(&request_set, REQUEST(*)(REQUEST, ...));
	TYPED(&shell_cmd, void (*)(char *));
	TYPED(&percent_x, char *(*)(char *, int, char *, REQUEST));
	TYPED(&rfc931, void (*)(SIN *, SIN *, char *));
	TYPED(&clean_exit, void (*)(REQUEST));
	TYPED(&refuse, void (*)(REQUEST));
	TYPED(&xgets, char *(*)(char *, int, FILE *));
	TYPED(&split_at, char *(*)(char *, int));
	TYPED(&dot_quad_addr, unsigned long (*)(char *));
	TYPED(&eval_user, char *(*)(REQUEST));
	TYPED(&eval_hostname, char *(*)(HOST));
	TYPED(&eval_hostaddr, char *(*)(HOST));
	TYPED(&eval_hostinfo, char *(*)(HOST));
	TYPED(&eval_client, char *(*)(REQUEST));
	TYPED(&eval_server, char *(*)(REQUEST));
	TYPED(&eval_port, char *(*)(SIN *));
	TYPED(&sock_host, void (*)(REQUEST));
	TYPED(&sock_hostname, void (*)(HOST));
	TYPED(&sock_hostaddr, void (*)(HOST));
	TYPED(&tcpd_warn, void (*)(char *, ...));
	TYPED(&tcpd_jump, void (*)(char *, ...));
	TYPED(&process_options, void (*)(char *, REQUEST));
}

static void
print_variables(void)
{
	TYPED(&unknown, char(*)[]);
	TYPED(&paranoid, char(*)[]);
	TYPED(allow_severity, int);
	TYPED(deny_severity, int);
	TYPED(hosts_allow_table, char *);
	TYPED(hosts_deny_table, char *);
	TYPED(hosts_access_verbose, int);
	TYPED(rfc931_timeout, int);
	TYPED(resident, int);
	TYPED(dry_run, int);
	printf("jmp_buf %zu\n", sizeof(jmp_buf));
}

int
main(void)
{
	print_fields();
	print_field_types();
	print_numbers();
	print_macros();
	print_text_macros();
	print_functions();
	print_variables();
	return 0;
}
