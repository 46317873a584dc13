/* Loaded by every page: the address that other scripts build theirs on, and the further scripts that a path needs. */
var http_baseuri = document.getElementById('baseuri').href;

(function () {
  'use strict';
  var WANTED = [
    [/^$/, ['start']],
    [/^signup\/3/, ['map', 'geo_suggest']],
    [/^signup/, ['registerrox']],
    [
      /^forums\/(s\d+.*\/reply|edit\/)|^groups\/\d+\/forum\/(new|.*\/reply|edit\/)|^blog\/create/,
      ['tiny_mce/tiny_mce'],
    ],
  ];
  document.addEventListener('DOMContentLoaded', function () {
    var path = window.location.pathname.slice(1);
    WANTED.forEach(function (each) {
      if (!each[0].test(path)) return;
      each[1].forEach(function (name) {
        var script = document.createElement('script');
        script.src = http_baseuri + 'script/' + name + '.js';
        /* In this order, and before the page counts as loaded. */
        script.async = false;
        document.body.appendChild(script);
      });
    });
  });
})();
