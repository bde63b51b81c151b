window.classicRan = true;
