interface DovecotFacts {
  /** As `dovecot --version` says it: '2.3.19.1 (9b53102964)'. */
  version: string;
  /** Everything of this server lies in it. */
  folder: string;
  mailDir: string;
  /** The key lies beside it, as key.pem. */
  certFile: string;
  port: number;
  tlsPort: number;
  password: string;
  /** Whom all its processes run as. */
  user: string;
  group: string;
}

/** 2.4 has another language than 2.3: Debian 12 and Ubuntu 24.04 have the one, Debian 13 the other. */
export function dovecotConfig(facts: DovecotFacts): string {
  const [major = 0, minor = 0] = facts.version.split('.').map(Number);
  const isNew = major > 2 || minor >= 4;
  return `${isNew ? newWords(facts) : oldWords(facts)}\n${sameWords(facts)}\n`;
}

function sameWords({ folder, port, tlsPort, user, group }: DovecotFacts): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = /dev/stderr
listen = 127.0.0.1
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
ssl = yes
auth_failure_delay = 0
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tlsPort}
    ssl = yes
  }
}`;
}

function oldWords({ folder, mailDir, certFile, password, user, group }: DovecotFacts): string {
  return `
protocols = imap
mail_location = maildir:${mailDir}
mail_plugins = acl
plugin {
  acl = vfile
}
ssl_cert = <${certFile}
ssl_key = <${folder}/key.pem
passdb {
  driver = static
  args = password=${password}
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${folder}
}`;
}

function newWords({ version, folder, mailDir, certFile, password, user, group }: DovecotFacts): string {
  const number = /^[\d.]+/.exec(version)?.[0] ?? '2.4.0';
  return `
dovecot_config_version = ${number}
dovecot_storage_version = ${number}
protocols {
  imap = yes
}
mail_driver = maildir
mail_path = ${mailDir}
mail_plugins {
  acl = yes
}
acl_driver = vfile
ssl_server_cert_file = ${certFile}
ssl_server_key_file = ${folder}/key.pem
passdb static {
  passdb_static_password = "${password}"
}
userdb static {
  fields {
    uid = ${user}
    gid = ${group}
    home = ${folder}
  }
}`;
}
