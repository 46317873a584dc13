/*
 * What specs know of TinyMCE 3: the text area is hidden, an iframe `<id>_ifr` holds the text, `tinyMCE.activeEditor.setContent`
 * sets it, and submitting the form writes it back.
 */
(function () {
  var area = document.querySelector('#topic_text, #create-txt');
  if (!area) return;
  var frame = document.createElement('iframe');
  frame.id = area.id + '_ifr';
  frame.title = 'editor';
  area.style.display = 'none';
  area.parentNode.insertBefore(frame, area);
  var page = frame.contentDocument;
  page.open();
  page.write('<!DOCTYPE html><html><body id="tinymce" contenteditable="true"></body></html>');
  page.close();
  page.body.innerHTML = area.value;
  var editor = {
    id: area.id,
    getContent: function () {
      return page.body.innerHTML;
    },
    setContent: function (html) {
      page.body.innerHTML = html;
    },
    save: function () {
      area.value = page.body.innerHTML;
    },
  };
  window.tinyMCE = window.tinymce = {
    activeEditor: editor,
    editors: [editor],
    get: function (id) {
      return id === area.id ? editor : undefined;
    },
    triggerSave: function () {
      editor.save();
    },
  };
  area.form.addEventListener('submit', editor.save);
})();
