/* Draws each canvas' values as bars. */
(function () {
  'use strict';
  document.querySelectorAll('canvas[data-values]').forEach(function (canvas) {
    var values = canvas.dataset.values.split(' ').filter(Boolean).map(Number);
    var paint = canvas.getContext('2d');
    var top = Math.max.apply(null, values.concat(1));
    paint.fillStyle = '#f37000';
    values.forEach(function (value, i) {
      var height = (canvas.height * value) / top;
      paint.fillRect(
        (i * canvas.width) / values.length,
        canvas.height - height,
        canvas.width / values.length - 1,
        height,
      );
    });
  });
})();
