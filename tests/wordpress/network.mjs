// A network of sites: activated once for all, each site keeps its own; deleted, nothing is left on any.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const constants = `define( 'MULTISITE', true );
define( 'SUBDOMAIN_INSTALL', false );
define( 'DOMAIN_CURRENT_SITE', '127.0.0.1' );
define( 'PATH_CURRENT_SITE', '/' );
define( 'SITE_ID_CURRENT_SITE', 1 );
define( 'BLOG_ID_CURRENT_SITE', 1 );
`;
const plugin = 'precheck/precheck.php';

/** The last part: it makes a network of the site, without the plugin until now. */
export function network(world) {
  const on = (path, code, user = 'admin') => world.site.php(code, { user, path });

  test('a network: one activation serves a site that is there and one that comes later', () => {
    const { site } = world;
    makeNetwork(site);
    execFileSync('python3', ['-m', 'zipfile', '-e', site.zip, join(site.www, 'wp-content/plugins')]);
    on('/', `return activate_plugin( '${plugin}', '', true );`);
    on(
      '/',
      `return wp_insert_site( array( 'domain' => '127.0.0.1', 'path' => '/second/', 'network_id' => 1, 'user_id' => 1, 'title' => 'Second' ) );`,
    );
    for (const path of ['/', '/second/']) assert.deepEqual(rude(path), ['0', 1], path);
    assert.deepEqual(tables(), [
      'wp_2_precheck_counts',
      'wp_2_precheck_strikes',
      'wp_precheck_counts',
      'wp_precheck_strikes',
    ]);
  });

  test('a network: only its owner may say which program runs', () => {
    const cleaned = (user) =>
      on('/second/', `return Precheck\\Settings::cleaned( array( 'command' => '/opt/other', 'mode' => 'log' ) );`, user);
    on('/second/', `add_user_to_blog( 2, get_user_by( 'login', 'author' )->ID, 'administrator' ); return null;`);
    assert.deepEqual([cleaned('author').command, cleaned('author').mode], ['/usr/bin/precheck', 'log']);
    assert.equal(cleaned('admin').command, '/opt/other');
  });

  test('a network: deleted, nothing is left on any site', () => {
    on('/', `deactivate_plugins( '${plugin}', false, true ); return uninstall_plugin( '${plugin}' );`);
    assert.deepEqual(tables(), []);
    assert.deepEqual(
      world.site.sql(`
        SELECT option_name FROM wp_options WHERE option_name LIKE '%precheck%';
        SELECT option_name FROM wp_2_options WHERE option_name LIKE '%precheck%';
        SELECT meta_key FROM wp_commentmeta WHERE meta_key LIKE '%precheck%';
        SELECT meta_key FROM wp_2_commentmeta WHERE meta_key LIKE '%precheck%'`),
      [],
    );
  });

  function makeNetwork(site) {
    site.php(
      `global $wpdb;
      require_once ABSPATH . 'wp-admin/includes/upgrade.php';
      foreach ( $wpdb->tables( 'ms_global' ) as $table => $prefixed ) { $wpdb->$table = $prefixed; }
      install_network();
      $done = populate_network( 1, '127.0.0.1', 'admin@example.invalid', 'A network', '/', false );
      return is_wp_error( $done ) && 'no_wildcard_dns' !== $done->get_error_code() ? $done->get_error_message() : null;`,
      { user: 'admin' },
    );
    const config = join(site.www, 'wp-config.php');
    writeFileSync(config, readFileSync(config, 'utf8').replace('$table_prefix', `${constants}$table_prefix`));
  }

  /** What becomes of a rude comment on a site that enforces, and how many it has counted. */
  function rude(path) {
    return on(
      path,
      `global $wpdb;
      update_option( 'precheck_settings', array( 'mode' => 'enforce', 'service_url' => '${world.site.service}' ) + Precheck\\Settings::all() );
      wp_set_current_user( 0 );
      $id = wp_new_comment( array( 'comment_post_ID' => 1, 'comment_content' => 'You are an idiot.', 'comment_author' => 'Guest', 'comment_author_email' => 'guest@example.invalid', 'comment_author_url' => '', 'user_id' => 0 ) );
      return array( get_comment( $id )->comment_approved, (int) $wpdb->get_var( "SELECT SUM(number) FROM {$wpdb->prefix}precheck_counts WHERE name = 'action:hold'" ) );`,
    );
  }

  function tables() {
    return world.site
      .sql(
        `SELECT table_name FROM information_schema.tables WHERE table_schema = 'wp' AND table_name LIKE '%precheck%' ORDER BY table_name`,
      )
      .flat();
  }
}
