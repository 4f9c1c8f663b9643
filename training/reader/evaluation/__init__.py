"""How good the engine is: public data sets, figures, splits. Pure functions, no Django."""
