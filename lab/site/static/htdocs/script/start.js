/* Tabs of the member's start page. */
(function () {
  'use strict';
  document.querySelectorAll('#personalmenu a').forEach(function (link) {
    link.addEventListener('click', function (event) {
      event.preventDefault();
      [1, 2, 3, 4, 5, 6].forEach(function (n) {
        document.getElementById('tab' + n).className = link.hash === '#tab' + n ? '' : 'hidden';
      });
    });
  });
})();
