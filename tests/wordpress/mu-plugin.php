<?php
// A test posts faster than people do, and looks nothing up outside.
add_filter( 'comment_flood_filter', '__return_false', 99 );
add_filter( 'wp_is_comment_flood', '__return_false', 99 );
add_filter( 'pre_wp_mail', '__return_true' );
add_filter( 'pre_site_transient_update_plugins', '__return_null' );
