<?php
define('DB_NAME', '{{database}}');
define('DB_USER', 'wordpress');
define('DB_PASSWORD', 'lab-wordpress');
define('DB_HOST', 'localhost');
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');

define('AUTH_KEY', 'lab-{{site}}-1');
define('SECURE_AUTH_KEY', 'lab-{{site}}-2');
define('LOGGED_IN_KEY', 'lab-{{site}}-3');
define('NONCE_KEY', 'lab-{{site}}-4');
define('AUTH_SALT', 'lab-{{site}}-5');
define('SECURE_AUTH_SALT', 'lab-{{site}}-6');
define('LOGGED_IN_SALT', 'lab-{{site}}-7');
define('NONCE_SALT', 'lab-{{site}}-8');

$table_prefix = 'wp_';

// Cron calls wp-cron.php, visitors do not.
define('DISABLE_WP_CRON', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
define('DISALLOW_FILE_EDIT', true);

if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
