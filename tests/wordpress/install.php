<?php
// Installs WordPress without its wizard; prints the ids of the posts it makes.
// php install.php FOLDER ADDRESS
define( 'WP_INSTALLING', true );
$_SERVER += array(
	'HTTP_HOST'       => parse_url( $argv[2], PHP_URL_HOST ),
	'REQUEST_METHOD'  => 'GET',
	'SERVER_PROTOCOL' => 'HTTP/1.1',
);
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter( 'pre_wp_mail', '__return_true' );
ob_start();
$result = wp_install( 'Scratch blog', 'admin', 'admin@example.invalid', true, '', 'adminpass' );
foreach ( array( 'author', 'subscriber' ) as $role ) {
	wp_insert_user(
		array(
			'user_login' => $role,
			'user_pass'  => "{$role}pass",
			'user_email' => "$role@example.invalid",
			'role'       => $role,
		)
	);
}
$options = array(
	'comment_moderation'          => 0,
	'comment_previously_approved' => 0,
	'show_avatars'                => 0,
	'thread_comments'             => 1,
	'comments_notify'             => 0,
	'moderation_notify'           => 0,
);
array_map( 'update_option', array_keys( $options ), $options );
$make_post = static fn( string $title, string $text, array $tags, int $author ): int => wp_insert_post(
	array(
		'post_title'     => $title,
		'post_content'   => $text,
		'post_status'    => 'publish',
		'post_author'    => $author,
		'comment_status' => 'open',
		'tags_input'     => $tags,
	)
);
$made = array(
	'courts'     => $make_post( 'Courts in Hangzhou take filings by phone', "<!-- wp:paragraph -->\n<p>A court in Hangzhou now takes filings by phone. Judges say that cases in China move faster &amp; cost less.</p>\n<!-- /wp:paragraph -->", array( 'law', 'courts' ), $result['user_id'] ),
	'comparison' => $make_post( 'How do courts in China and America compare?', '<p>This post compares the two.</p>', array( 'comparison' ), $result['user_id'] ),
	'authors'    => $make_post( 'A post by the author', '<p>About the trains of China.</p>', array(), get_user_by( 'login', 'author' )->ID ),
);
ob_end_clean();
echo json_encode( $made );
