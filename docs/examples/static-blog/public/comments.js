// Shows the comments of a static page, and what became of the one just sent.
const section = document.querySelector('#comments');

async function show() {
  const response = await fetch(`/comments?post=${encodeURIComponent(section.dataset.post)}`);
  for (const { name, text } of await response.json()) {
    const item = document.createElement('li');
    // Text, never HTML: whatever somebody has typed stays what it is.
    item.textContent = `${name}: ${text}`;
    section.querySelector('ul').append(item);
  }
}

if (new URLSearchParams(location.search).has('waiting'))
  section.querySelector('[role=status]').textContent = 'Thank you. Your comment waits for a moderator.';
void show();
