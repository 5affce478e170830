/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The interface of libwrap.so.0, as programs know it that were written for
 * tcp_wrappers: hosts_access(3), and hostsaccess_libwrap(3) for what differs.
 *
 * Sizes of structures and of data are part of it: programs keep both in their
 * own memory.  Link with -lwrap.
 */
#ifndef HOSTSACCESS_TCPD_H
#define HOSTSACCESS_TCPD_H

#include <netinet/in.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Room for hosts, users and daemons, with a final NUL. */
#define STRING_LENGTH 128

/*
 * A socket address; as in the header of tcp_wrappers, programs that do not
 * define INET6 see that of IPv4, whatever it points to.
 */
#ifdef INET6
#define TCPD_SOCKADDR sockaddr
#else
#define TCPD_SOCKADDR sockaddr_in
#endif

struct request_info;

/*
 * One end of a connection.  "" is what nobody has asked for yet; read it by
 * the eval_ functions.
 */
struct host_info {
	char name[STRING_LENGTH];
	char addr[STRING_LENGTH];
	struct TCPD_SOCKADDR *sin;    /* its socket address, or NULL */
	struct t_unitdata *unit;      /* not used */
	struct request_info *request; /* which this is part of */
};

/* Who asks for what.  The caller owns it; request_init() fills it. */
struct request_info {
	int fd; /* of the connection, or -1 */
	char user[STRING_LENGTH];
	char daemon[STRING_LENGTH];
	char pid[10];
	struct host_info client[1];
	struct host_info server[1];
	void (*sink)(int fd); /* takes a datagram away, or NULL */
	void (*hostname)(struct host_info *host);      /* finds host->name */
	void (*hostaddr)(struct host_info *host);      /* finds host->addr */
	void (*cleanup)(struct request_info *request); /* not used */
	struct netconfig *config;                      /* not used */
};

/* What stands for a name that is not known, or not to be believed. */
#define STRING_UNKNOWN "unknown"
#define STRING_PARANOID "paranoid"

extern char unknown[8];
extern char paranoid[9];

#define HOSTNAME_KNOWN(s) (STR_NE(s, unknown) && STR_NE(s, paranoid))
#define NOT_INADDR(s) ((s)[strspn(s, "01234567890./")] != 0)

/* Operations on text, for which <strings.h> and <string.h> are wanted. */
#define STR_EQ(a, b) (strcasecmp(a, b) == 0)
#define STR_NE(a, b) (strcasecmp(a, b) != 0)
#define STRN_EQ(a, b, n) (strncasecmp(a, b, n) == 0)
#define STRN_NE(a, b, n) (strncasecmp(a, b, n) != 0)
#define STRN_CPY(to, from, n) \
	{ \
		strncpy(to, from, n); \
		(to)[(n)-1] = 0; \
	}

/* How the caller logs; a rule with `severity` sets both for one decision. */
extern int allow_severity;
extern int deny_severity;

/* The rule files.  NULL cannot be read, which refuses. */
extern char *hosts_allow_table;
extern char *hosts_deny_table;

extern int hosts_access_verbose; /* 1: log options; 2: and the rule */
extern int rfc931_timeout;       /* seconds, for rfc931() */
extern int resident;             /* > 0: the process serves on; no twist */
extern int dry_run;              /* options are not carried out */

/* Where tcpd_warn() and tcpd_jump() say that the fault is. */
struct tcpd_context {
	char *file; /* NULL: nowhere */
	int line;
};
extern struct tcpd_context tcpd_context;

/*
 * Decides.  Returns 0 if the client is refused, which is logged once, or else
 * not 0.  sock_host() comes first where there is a socket.
 */
int hosts_access(struct request_info *request);

/* Likewise, of texts; "" is "unknown". */
int hosts_ctl(char *daemon, char *client_name, char *client_addr,
	      char *client_user);

/*
 * Both take pairs of a key and a value, up to a key 0, and return REQUEST,
 * which request_init() clears before.  Texts are copied, and cut to
 * STRING_LENGTH; socket addresses are not.
 */
struct request_info *request_init(struct request_info *request, ...);
struct request_info *request_set(struct request_info *request, ...);

#define RQ_FILE 1        /* int: the connection */
#define RQ_DAEMON 2      /* char *: the daemon */
#define RQ_USER 3        /* char *: the remote user */
#define RQ_CLIENT_NAME 4 /* char * */
#define RQ_CLIENT_ADDR 5 /* char * */
#define RQ_CLIENT_SIN 6  /* struct sockaddr * */
#define RQ_SERVER_NAME 7
#define RQ_SERVER_ADDR 8
#define RQ_SERVER_SIN 9

/*
 * Each returns a text that lives as long as the request, or, of eval_client()
 * eval_server() and eval_port(), until some 250 others were asked for by any
 * thread; looked up when
 * it is first asked for, where sock_methods() says how.
 */
char *eval_user(struct request_info *request);
char *eval_hostname(struct host_info *host);
char *eval_hostaddr(struct host_info *host);
char *eval_hostinfo(struct host_info *host);     /* name, or address */
char *eval_client(struct request_info *request); /* [USER@]HOST */
char *eval_server(struct request_info *request); /* DAEMON[@HOST] */
char *eval_port(struct TCPD_SOCKADDR *address);  /* "0": not known */
#define eval_daemon(r) ((r)->daemon)
#define eval_pid(r) ((r)->pid)

/*
 * Finds out who is at both ends of request->fd, and sets the methods.  The
 * socket addresses last until some 250 other requests were asked for.
 */
void sock_host(struct request_info *request);
#define fromhost sock_host

void sock_hostname(struct host_info *host);
void sock_hostaddr(struct host_info *host);
#define sock_methods(r) \
	{ \
		(r)->hostname = sock_hostname; \
		(r)->hostaddr = sock_hostaddr; \
	}

/* Ends the process; refuse() has the refusal logged, if it is not yet. */
void clean_exit(struct request_info *request);
void refuse(struct request_info *request);

/* Takes IP options off; a connection with source routing is shut down. */
void fix_options(struct request_info *request);

/* Asks the client's host for the user (RFC 1413), who has STRING_LENGTH. */
void rfc931(struct TCPD_SOCKADDR *client, struct TCPD_SOCKADDR *server,
	    char *user);

/*
 * Carries out the options in TEXT (hosts_options(5)).  Where one decides, or
 * is wrong, it jumps to tcpd_buf, which the caller has to set, with AC_PERMIT
 * or AC_DENY.
 */
void process_options(char *text, struct request_info *request);
#define AC_PERMIT 1
#define AC_DENY (-1)
#define AC_ERROR AC_DENY

/* Runs COMMAND by sh(1), and waits for it, 30 seconds at most. */
void shell_cmd(char *command);

/* Expands %-letters of TEXT into RESULT of SIZE bytes, and returns it. */
char *percent_x(char *result, int size, char *text,
		struct request_info *request);
/* Likewise %m alone, the text of errno: room for 256 bytes more for each. */
char *percent_m(char *result, char *text);

/* Reads a line, continued ones joined, as fgets(3) does; counts them in
 * tcpd_context.line. */
char *xgets(char *buffer, int size, FILE *file);
/* Ends TEXT at the first DELIMITER that no brackets hold, and returns what
 * follows, or NULL. */
char *split_at(char *text, int delimiter);
/*
 * In network order: the address of a dotted quad, or INADDR_NONE; the mask of a
 * prefix length of 1 to 32, or 0.
 */
unsigned long dot_quad_addr(char *text);
unsigned long cidr_mask_addr(char *text);

/* Logs a fault; tcpd_jump() then jumps to tcpd_buf with AC_ERROR. */
void tcpd_warn(char *format, ...);
void tcpd_jump(char *format, ...);

#undef TCPD_SOCKADDR

#ifdef __cplusplus
}
#endif

#endif
