/* Signup: is the name free, is the address well-formed; asked while somebody types. Step links submit the form. */
(function () {
  'use strict';
  var form = document.getElementById('user-register-form');
  if (!form) return;

  window.javascriptIsActive = function () {
    document.querySelectorAll('input[name=javascriptactive]').forEach(function (field) {
      field.value = 'true';
    });
  };

  function mark(field, good) {
    var box = document.getElementById('b' + field.id);
    if (!box) {
      box = document.createElement('div');
      box.id = 'b' + field.id;
      box.className = 'statbtn';
      field.parentNode.insertBefore(box, field.nextSibling);
    }
    box.innerHTML =
      '<img src="images/misc/' + (good ? 'valid' : 'invalid') + '.gif" alt="' + (good ? '+' : '-') + '" />';
  }

  function watch(id, address) {
    var field = document.getElementById(id);
    if (!field || field.type === 'hidden') return;
    var last = '';
    field.addEventListener('keyup', function () {
      var value = field.value;
      if (value === last || value === '') return;
      last = value;
      fetch(document.baseURI + address + encodeURIComponent(value))
        .then(function (answer) {
          return answer.text();
        })
        .then(function (text) {
          if (field.value === value) mark(field, text === '1');
        })
        .catch(function () {
          /* left the page meanwhile */
        });
    });
  }
  watch('register-username', 'signup/checkhandle/');
  watch('register-email', 'signup/checkemail?email=');

  document.querySelectorAll('#steps a').forEach(function (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      form.action = link.href;
      window.javascriptIsActive();
      form.submit();
    });
  });
})();
