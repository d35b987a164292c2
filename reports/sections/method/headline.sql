from headline
