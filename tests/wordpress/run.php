<?php
// Runs PHP from standard input inside WordPress and prints what it returns, as JSON.
// php run.php FOLDER [LOGIN [PATH]]; of a network, the site at that path.
$_SERVER += array(
	'HTTP_HOST'       => '127.0.0.1',
	'REQUEST_METHOD'  => 'GET',
	'REQUEST_URI'     => $argv[3] ?? '/',
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REMOTE_ADDR'     => '127.0.0.1',
);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
if ( '' !== ( $argv[2] ?? '' ) ) {
	wp_set_current_user( get_user_by( 'login', $argv[2] )->ID );
}
$value = eval( stream_get_contents( STDIN ) );
echo wp_json_encode( $value );
