extension Range<Int> {
  /// Returns the number closest to a place, by at most `reach`, that a condition holds for; nil where
  /// there is none.
  ///
  /// Of two as close, the higher one: what stood behind a place that is gone has moved there.
  package func first(
    near place: Int,
    within reach: Int,
    where isMatch: (Int) -> Bool
  ) -> Int? {
    if contains(place), isMatch(place) { return place }
    for distance in 1...reach {
      if contains(place + distance), isMatch(place + distance) { return place + distance }
      if contains(place - distance), isMatch(place - distance) { return place - distance }
    }
    return nil
  }
}
