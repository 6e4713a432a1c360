"""The stations of the main road, each walked through pages as people would."""
