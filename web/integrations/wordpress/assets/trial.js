// Drives "Try the policy": asks the site for one step after the other and draws the bar.
(() => {
  const bar = document.getElementById('precheck-progress');
  const text = document.getElementById('precheck-progress-text');
  if (!bar || !text || !bar.dataset.running) return;

  const retryMs = 5_000;

  async function step() {
    const body = new URLSearchParams({
      action: 'precheck_trial_step',
      _wpnonce: bar.dataset.nonce,
    });
    const response = await fetch(bar.dataset.address, { method: 'POST', body });
    // Signed out, or the page is a day old: a reload asks to sign in, or brings a new nonce.
    if (response.status === 403) return location.reload();
    if (!response.ok) throw new Error(String(response.status));
    const { data } = await response.json();
    bar.max = Math.max(1, data.total);
    bar.value = data.done;
    text.textContent = data.text;
    if (data.running) setTimeout(run, 50);
    else location.reload();
  }

  function run() {
    step().catch(() => {
      text.textContent = bar.dataset.failed;
      setTimeout(run, retryMs);
    });
  }

  run();
})();
