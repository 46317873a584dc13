/* Loaded by every page: small helpers. */

/* A fieldset whose legend shows and hides the rest of it; hidden from the beginning. */
function collapse(id) {
  'use strict';
  var inside = document.getElementById(id);
  var legend = document.querySelector('#' + id + '_fieldset > legend');
  if (!inside || !legend) return;
  inside.style.display = 'none';
  legend.addEventListener('click', function () {
    inside.style.display = inside.style.display === 'none' ? '' : 'none';
  });
}
