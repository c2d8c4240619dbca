#include "request.h"

namespace precheck {

void RequestView::clear() {
  id.reset();
  comment = {};
  language = {};
  post.title = {};
  post.text = {};
  post.tags.clear();
  post.invites.clear();
  parent = {};
  author = {};
  earlier.clear();
}

void view(const Request& request, RequestView& out) {
  out.clear();
  if (request.id) out.id = *request.id;
  out.comment = request.comment;
  out.language = request.language;
  out.post.title = request.post.title;
  out.post.text = request.post.text;
  out.post.tags.assign(request.post.tags.begin(), request.post.tags.end());
  out.post.invites.assign(request.post.invites.begin(), request.post.invites.end());
  out.parent = request.parent;
  out.author = {request.author.strikes, request.author.trusted};
  out.earlier.assign(request.earlier.begin(), request.earlier.end());
}

}  // namespace precheck
