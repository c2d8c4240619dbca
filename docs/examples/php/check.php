<?php
// check.php POLICY < REQUEST: one request in, one verdict out.
declare(strict_types=1);

require __DIR__ . '/Precheck.php';

if ($argc !== 2) {
    fwrite(STDERR, "usage: check.php POLICY < REQUEST\n");
    exit(2);
}
try {
    $policy = new Precheck((string) file_get_contents($argv[1]));
    $verdict = $policy->checkJson((string) stream_get_contents(STDIN));
} catch (PrecheckError | FFI\Exception $error) {
    fwrite(STDERR, "check.php: {$error->getMessage()}\n");
    exit(2);
}
echo $verdict, "\n";
exit(in_array(json_decode($verdict, true)['action'], ['allow', 'advise'], true) ? 0 : 1);
